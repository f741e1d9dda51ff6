// Before anything is painted: the theme that this browser chose.
try {
  const theme = localStorage.getItem('workflows.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* A browser that keeps nothing follows the system. */ }
