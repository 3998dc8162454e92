// The page's end of the Link protocol, without the page: what the app does in Rust, for tests and measurements.

/** An answer whose findings travelled as columns, as the command line writes it: its fields in the same order. */
export function answerOf({ answer, findings }) {
  const columns = Object.entries(findings);
  answer.findings = findings.value.map((_, row) => {
    const finding = {};
    for (const [name, column] of columns) {
      const value = column.of === undefined ? column[row] : column.of[column.at[row] - 1];
      if (value !== undefined && value !== null) finding[name] = value;
    }
    return finding;
  });
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
    const what = kind === 'answered' ? answerOf(told[kind]) : told[kind];
    waiting.get(ticket)?.resolve({ kind, told: what, json: data, heard });
    waiting.delete(ticket);
  };
  await started;
  /** Asks; the promise has the ticket as a property. Buffers are transferred. */
  const ask = (what, buffers = [], progress) => {
    last += 1;
    const ticket = last;
    const reply = new Promise(resolve => waiting.set(ticket, { resolve, progress }));
    worker.postMessage({ json: JSON.stringify({ ticket, ask: what }), buffers }, buffers);
    reply.ticket = ticket;
    return reply;
  };
  return { ask, heard, worker, end: () => worker.terminate() };
}
