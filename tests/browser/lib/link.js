// The page's end of the Link protocol, without the page: what the app does in Rust, for tests and measurements.

/** Calls `tell(row, cell)` for each finding of which a column says something. */
function spread({ of, at, times, turns }, tell) {
  let row = 0;
  if (turns) {
    let next = 0;
    for (let turn = 0; turn < turns.length; turn += 1) {
      const end = row + turns[turn];
      if (turn % 2 === 1) for (; row < end; row += 1) tell(row, of[next++]);
      row = end;
    }
    return;
  }
  for (let number = 0; number < at.length; number += 1) {
    const end = row + (times ? times[number] : 1);
    const word = at[number];
    if (word > 0) for (; row < end; row += 1) tell(row, of[word - 1]);
    row = end;
  }
}

/** An answer whose findings travelled as columns, as the command line writes it: its fields in the same order. */
export function answerOf({ answer, findings: { count, ...columns } }) {
  const findings = new Array(count);
  for (let row = 0; row < count; row += 1) findings[row] = {};
  for (const [column, cells] of Object.entries(columns)) {
    const name = column === 'reason' ? 'value' : column;
    spread(cells, (row, cell) => { findings[row][name] = cell; });
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
