// What both programs are asked: twelve figures for each city, year and sex, cold and with a filter changed.

export const AREAS = ['employment', 'justice', 'health'];
export const FIGURES = [
  'n', 'engaged', 'achieved', 'rate', 'change', 'median_after', 'cost', 'paid', 'partnerships',
];

/** The question as DuckDB is asked it, in the browser and on the command line. */
export const select = (where = '') => `
  SELECT city, year(start_date) AS year, sex, count(*)::DOUBLE AS n,
    sum(engaged)::DOUBLE AS engaged, sum(achieved)::DOUBLE AS achieved,
    sum(achieved)::DOUBLE / nullif(sum(engaged), 0) AS rate,
    avg(wellbeing_after - wellbeing_before) AS change, median(wellbeing_after) AS median_after,
    sum(cost_eur) / nullif(sum(achieved), 0) AS cost, sum(payment_eur) AS paid,
    count(DISTINCT partnership_id)::DOUBLE AS partnerships
  FROM records ${where} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

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
