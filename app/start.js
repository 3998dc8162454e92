// Before the app is there: the theme and the language of the loading shape, as the address or the last visit had
// them, so that nothing flashes. The app does the same later, with the same keys.
(function () {
  var query = new URLSearchParams(location.search);
  var kept = function (key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  };
  var theme = query.get("theme") || kept("esito-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  var lang = query.get("lang") || kept("esito-lang");
  if (lang === "it" || lang === "en") document.documentElement.lang = lang;
})();
