// The live connection, the keys and the palette. Pages work without any of it.
(() => {
  'use strict';
  const watchers = new Set();
  let held = false;

  const tell = () => {
    const live = !held && document.visibilityState === 'visible';
    document.documentElement.classList.toggle('held', held);
    for (const watcher of watchers) watcher.invokeMethodAsync('SetLive', live).catch(() => watchers.delete(watcher));
  };

  window.workflows = {
    watch(watcher) {
      watchers.add(watcher);
      if (held || document.visibilityState !== 'visible') watcher.invokeMethodAsync('SetLive', false).catch(() => {});
      showNode();
    },
    forget(watcher) { for (const known of watchers) if (known._id === watcher._id) watchers.delete(known); },
  };
  document.addEventListener('visibilitychange', tell);

  // One socket, no negotiation: any node behind a load balancer may take it.
  Blazor.start({
    circuit: {
      configureSignalR: builder => builder.withUrl(new URL('_blazor', document.baseURI).href, { skipNegotiation: true, transport: 1 }),
      reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: attempt => Math.min(1000 * 2 ** Math.min(attempt, 4), 10000) },
    },
  }).catch(() => {});

  // The host has restarted and knows this page no more: it is loaded again, unless that would lose what somebody wrote.
  let isWritten = false;
  document.addEventListener('input', event => { isWritten ||= event.target.closest('main form') !== null; });
  const connection = document.getElementById('components-reconnect-modal');
  new MutationObserver(() => {
    if (connection.classList.contains('components-reconnect-rejected') && !isWritten) location.reload();

    // What failed for want of the connection is over with it: a page that is live again must not say that it is not.
    if (connection.classList.contains('components-reconnect-hide')) document.getElementById('blazor-error-ui').style.display = '';
  }).observe(connection, { attributes: true, attributeFilter: ['class'] });

  // A drawing that is wider than its place begins where the instance stands.
  const showNode = () => {
    for (const graph of document.querySelectorAll('[data-graph]:not([data-shown])')) {
      const here = graph.querySelector('.is-here rect');
      graph.dataset.shown = '';
      if (!here) continue;
      const [node, frame] = [here.getBoundingClientRect(), graph.getBoundingClientRect()];
      graph.scrollLeft += node.left + node.width / 2 - frame.left - graph.clientWidth / 2;
      graph.scrollTop += node.top + node.height / 2 - frame.top - graph.clientHeight / 2;
    }
  };

  // Live parts draw when what they show has been read, which may be long after the page is there.
  new MutationObserver(showNode).observe(document.querySelector('main'), { childList: true, subtree: true });

  const showTheme = () => {
    const chosen = document.documentElement.dataset.theme || 'system';
    for (const input of document.querySelectorAll('[data-theme-choice] input')) input.checked = input.value === chosen;
  };
  document.addEventListener('change', event => {
    if (!event.target.closest('[data-theme-choice]')) return;
    const theme = event.target.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try { localStorage.setItem('workflows.theme', theme); } catch { /* It holds until the page is closed. */ }
  });

  const arrived = () => { isWritten = false; showTheme(); showNode(); };
  arrived();
  Blazor.addEventListener?.('enhancedload', arrived);

  // Keys
  const go = address => { const link = document.createElement('a'); link.href = address; document.body.append(link); link.click(); link.remove(); };
  const places = { o: './', i: 'instances', f: 'failures', d: 'definitions', w: 'waits', b: 'bulk', a: 'audit', s: 'settings' };
  let first = '';

  const rows = () => [...document.querySelectorAll('[data-rows] tbody tr, .journal > li')];
  const current = () => rows().find(row => row.classList.contains('at'));
  const move = step => {
    const all = rows();
    if (!all.length) return;
    const from = all.indexOf(current());
    const to = from < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, from + step));
    current()?.classList.remove('at');
    all[to].classList.add('at');
    (all[to].querySelector('a[href]') ?? all[to]).focus();
    all[to].scrollIntoView({ block: 'nearest' });
  };

  const keys = {
    '/': () => document.getElementById('search')?.focus(),
    '?': () => go('settings#keys'),
    j: () => move(1),
    k: () => move(-1),
    o: () => current()?.querySelector('a[href]')?.click(),
    x: () => current()?.querySelector('input[type=checkbox]')?.click(),
    e: () => { const details = current()?.querySelector('details'); if (details) details.open = !details.open; },
    '[': () => document.querySelector('a[rel=prev]')?.click(),
    ']': () => document.querySelector('a[rel=next]')?.click(),
    r: () => location.reload(),
    p: () => { held = !held; tell(); },
  };

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') { event.preventDefault(); openPalette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select, dialog')) return;
    if (first === 'g') {
      first = '';
      if (places[event.key]) { event.preventDefault(); go(places[event.key]); }
      return;
    }
    if (event.key === 'g') { first = 'g'; setTimeout(() => { first = ''; }, 1500); return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // Palette: pages, operations of this page, or an id.
  const openPalette = () => {
    if (document.querySelector('dialog[open]')) return;
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-label', 'Go to');
    const input = document.createElement('input');
    input.setAttribute('aria-label', 'Page, operation, or instance id');
    input.placeholder = 'Page, operation, or instance id';
    const list = document.createElement('ul');
    dialog.append(input, list);
    document.body.append(dialog);
    const known = [
      ...[...document.querySelectorAll('[data-command]')].map(link => ({ text: link.dataset.command, address: link.getAttribute('href') })),
      ...[...document.querySelectorAll('.rail a')].map(link => ({ text: link.firstChild.textContent.trim(), address: link.getAttribute('href') })),
    ];
    let at = 0;
    const show = () => {
      const text = input.value.trim();
      const found = known.filter(entry => entry.text.toLowerCase().includes(text.toLowerCase()));
      if (text) found.push({ text: `Find “${text}”`, address: 'instances?q=' + encodeURIComponent(text) });
      at = Math.min(at, found.length - 1);
      list.replaceChildren(...found.map((entry, index) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = entry.address;
        link.textContent = entry.text;
        link.tabIndex = -1;
        if (index === at) link.className = 'at';
        link.addEventListener('click', () => dialog.close());
        item.append(link);
        return item;
      }));
    };
    input.addEventListener('input', () => { at = 0; show(); });
    dialog.addEventListener('keydown', event => {
      const count = list.children.length;
      if (event.key === 'ArrowDown') at = (at + 1) % count;
      else if (event.key === 'ArrowUp') at = (at + count - 1) % count;
      else if (event.key === 'Enter') { event.preventDefault(); list.querySelector('a.at')?.click(); return; }
      else return;
      event.preventDefault();
      show();
    });
    dialog.addEventListener('close', () => dialog.remove());
    show();
    dialog.showModal();
  };
})();
