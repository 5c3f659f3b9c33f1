// Everything works without this file.

/** Saves a second click on a button that is already being sent, and says so. */
function sendOnce(form) {
  form.addEventListener('submit', (submit) => {
    setTimeout(() => {
      if (submit.defaultPrevented) return;
      for (const button of form.querySelectorAll('button')) button.disabled = true;
      form.setAttribute('aria-busy', 'true');
    });
  });
}
// Back from the next page: the form can be sent again; the server knows it by its key.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) {
    form.removeAttribute('aria-busy');
    for (const button of form.querySelectorAll('button')) button.disabled = false;
  }
});

/** A page that stays open tells too that its session ends soon. */
function tellLater(note) {
  setTimeout(() => {
    note.hidden = false;
  }, Number(note.dataset.in));
}

const read = async (response) => new DOMParser().parseFromString(await response.text(), 'text/html');

/** What a page answers comes as one types: the same address that its button asks, of which only the answer is taken over. */
function answerLive(form) {
  const answer = document.getElementById(form.dataset.live);
  let timer;
  let asked = new AbortController();
  form.addEventListener('input', () => {
    clearTimeout(timer);
    // What was asked before is not what stands in the form any more, however late its answer comes.
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    timer = setTimeout(async () => {
      const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      const page = await fetch(address, { signal })
        .then((response) => response.ok && read(response))
        .catch(() => null);
      if (!page || signal.aborted) return;
      answer.replaceChildren(...page.getElementById(form.dataset.live).childNodes);
      history.replaceState(null, '', address);
    }, 400);
  });
}

/** What is typed is saved every minute and when the page is left, as the button does it; files are not: they are sent once. */
function saveAlong(status) {
  const { form } = status.previousElementSibling;
  const content = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set('do', status.dataset.saves);
    return data;
  };
  const { draftVersion } = form.elements;
  const text = () => {
    const data = content();
    data.delete(draftVersion.name);
    return new URLSearchParams(data).toString();
  };
  const links = [...document.querySelectorAll('a[data-with-draft]')];
  let saved = text();
  let sent = false;
  let under = null;
  let waits = false;
  form.addEventListener('submit', async (submit) => {
    if (!under) {
      sent = true;
      return;
    }
    // What is on its way has its own version of the draft, which this one is to follow.
    submit.preventDefault();
    if (waits) return;
    waits = true;
    await under;
    waits = false;
    form.requestSubmit(submit.submitter);
  });
  const save = () => {
    under ??= saveNow().finally(() => {
      under = null;
    });
    return under;
  };
  const saveNow = async () => {
    const now = text();
    if (sent || now === saved) return;
    const before = saved;
    saved = now;
    const response = await fetch(form.action, {
      method: 'POST',
      body: content(),
      keepalive: now.length < 60_000,
    }).catch(() => null);
    const isSaved = response?.ok && new URL(response.url).pathname === new URL(form.action).pathname;
    if (!isSaved) saved = before;
    else if (!sent) {
      const page = await read(response);
      draftVersion.value = page.querySelector(`[name=${draftVersion.name}]`)?.value ?? draftVersion.value;
      form.action = response.url;
      history.replaceState(null, '', response.url);
      for (const link of links)
        link.href = page.querySelector(`[data-with-draft=${link.dataset.withDraft}]`)?.href ?? link.href;
    }
    // Said when it holds: who reads it may leave by the address, which names the draft by now.
    status.textContent = isSaved ? status.dataset.saved : status.dataset.failed;
  };
  // Who leaves to import another roster comes back to what was typed. Where it cannot be saved, that is said first.
  for (const link of links)
    link.addEventListener('click', async (click) => {
      if (text() === saved || link.dataset.warned) return;
      click.preventDefault();
      await save();
      if (text() === saved) location.assign(link.href);
      else link.dataset.warned = 'true';
    });
  setInterval(save, 60_000);
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());
}

/** A long upload shows how far it is: the browser knows what is sent, and the server is asked for the rest. */
function showUpload(form) {
  const shown = form.querySelector('.upload');
  const [bar] = shown.getElementsByTagName('progress');
  const [words] = shown.getElementsByTagName('p');
  const say = (text, percent) => {
    words.textContent = text;
    if (percent === null) bar.removeAttribute('value');
    else bar.value = percent;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    shown.hidden = false;
    const request = new XMLHttpRequest();
    let asking;
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const percent = Math.floor((100 * loaded) / total);
      say(`${shown.dataset.sending} ${percent}%`, percent);
    });
    request.upload.addEventListener('load', () => {
      say(shown.dataset.reading, null);
      asking = setInterval(async () => {
        const response = await fetch(shown.dataset.ask).catch(() => null);
        if (!response?.ok || request.readyState === 4) return;
        const { text, percent } = await response.json();
        say(text, percent);
      }, 1_000);
    });
    request.addEventListener('loadend', () => {
      clearInterval(asking);
      if (request.status === 0) {
        say(shown.dataset.failed, 0);
        for (const button of form.querySelectorAll('button')) button.disabled = false;
        return;
      }
      const here = new URL(form.action);
      if (new URL(request.responseURL).pathname !== here.pathname) return location.assign(request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      document.querySelector('main').replaceWith(page.querySelector('main'));
      enhance(document.querySelector('main'));
      document.querySelector('#problem, [role="status"], h1').scrollIntoView();
      document.querySelector('#problem, #outcome')?.focus();
    });
    request.open('POST', form.action);
    request.send(new FormData(form));
  });
}

function enhance(root) {
  const each = (selector, what) => root.querySelectorAll(selector).forEach(what);
  each('form[method="post"]', sendOnce);
  each('form[data-at-once]', (form) => form.requestSubmit());
  each('[data-in][hidden]', tellLater);
  each('form[data-live]', answerLive);
  each('[data-saves]', saveAlong);
  each('form:has(.upload)', showUpload);
}
enhance(document);
