// The page's end of the Link protocol, without the page: what the app does in Rust, for tests and measurements.

/** What a column says of each finding, as far as it goes: `undefined` where it says nothing. */
function spread({ of, at, times, turns }) {
  const all = [];
  if (turns) {
    let next = 0;
    turns.forEach((turn, number) => {
      for (let more = turn; more > 0; more -= 1) all.push(number % 2 === 1 ? of[next++] : undefined);
    });
  } else {
    at.forEach((word, number) => {
      for (let more = times ? times[number] : 1; more > 0; more -= 1) all.push(of[word - 1]);
    });
  }
  return all;
}

/** An answer whose findings travelled as columns, as the command line writes it: its fields in the same order. */
export function answerOf({ answer, findings: { count, ...columns } }) {
  const findings = Array.from({ length: count }, () => ({}));
  for (const [column, cells] of Object.entries(columns)) {
    const name = column === 'reason' ? 'value' : column;
    spread(cells).forEach((cell, row) => {
      if (cell !== undefined) findings[row][name] = cell;
    });
  }
  answer.findings = findings;
  return answer;
}

/** Starts the worker at `url` and waits until it is ready. */
export async function connect(url) {
  const worker = new Worker(url, { type: 'module' });
  const waiting = new Map();
  const heard = [];
  let last = 0;
  let ready;
  const started = new Promise((resolve, reject) => {
    ready = resolve;
    worker.onerror = event => reject(new Error(event.message || 'the worker did not start'));
  });
  worker.onmessage = ({ data }) => {
    const { ticket, told } = JSON.parse(data);
    const kind = typeof told === 'string' ? told : Object.keys(told)[0];
    heard.push({ ticket, kind, at: performance.now() });
    if (ticket === 0 && kind === 'ready') return ready();
    // What comes before the last word: how far the work is, a comparison as far as it is.
    if (kind === 'progress' || kind === 'weighing') return waiting.get(ticket)?.progress?.(told[kind], kind);
    const { resolve, reject } = waiting.get(ticket) ?? {};
    waiting.delete(ticket);
    try {
      resolve?.({ kind, told: kind === 'answered' ? answerOf(told[kind]) : told[kind], json: data, heard });
    } catch (error) {
      // Another build of the worker than these pages were written for.
      reject(error);
    }
  };
  await started;
  /** Asks; the promise has the ticket as a property. Buffers are transferred. */
  const ask = (what, buffers = [], progress) => {
    last += 1;
    const ticket = last;
    const reply = new Promise((resolve, reject) => waiting.set(ticket, { resolve, reject, progress }));
    worker.postMessage({ json: JSON.stringify({ ticket, ask: what }), buffers }, buffers);
    reply.ticket = ticket;
    return reply;
  };
  return { ask, heard, worker, end: () => worker.terminate() };
}
