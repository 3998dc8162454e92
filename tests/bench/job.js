// What both programs are asked: twelve figures for each city, year and sex, cold and with a filter changed.

export const AREAS = ['employment', 'justice', 'health'];
export const FIGURES = [
  'n', 'engaged', 'achieved', 'rate', 'change', 'median_after', 'cost', 'paid', 'partnerships',
];

/** Tasks of the main thread that took over 50 ms since `watch` was called. */
export function watch() {
  const tasks = [];
  const observer = new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration)));
  observer.observe({ type: 'longtask' });
  return () => {
    tasks.push(...observer.takeRecords().map(entry => entry.duration));
    observer.disconnect();
    return tasks;
  };
}

/** A file, fetched before any clock runs; `copy` gives its bytes without holding up the page, as a chosen file does. */
export async function fetchFile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const blob = await response.blob();
  return { copy: () => blob.arrayBuffer() };
}
