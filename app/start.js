// Before the app is there: the theme and the language of the loading shape, as the address or the last visit had
// them, so that nothing flashes. The app does the same later, with the same keys.
(function () {
  var query = new URLSearchParams(location.search);
  var kept = function (key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  };
  var theme = query.get("theme") || kept("esito-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  var wanted = [query.get("lang"), kept("esito-lang")].concat(navigator.languages || []);
  var known = wanted.map(function (code) { return String(code).split("-")[0].toLowerCase(); })
    .filter(function (code) { return code === "it" || code === "en"; });
  if (known.length) document.documentElement.lang = known[0];
})();
