// Everything works without this file. It saves a second click on a button that is already being sent, and says so.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', ({ submitter }) => {
    // A button of its own address brings a file: the page stays.
    if (submitter?.hasAttribute('formaction')) return;
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.disabled = true;
      form.setAttribute('aria-busy', 'true');
    });
  });
}
// Back from the next page: the form can be sent again; the server knows it by its key.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('form[aria-busy] button')) button.disabled = false;
});
// A page that stays open tells too that its session ends soon.
for (const note of document.querySelectorAll('[data-in][hidden]')) {
  setTimeout(() => {
    note.hidden = false;
  }, Number(note.dataset.in));
}

// What a page answers comes as one types: the same address that its button asks, of which only the answer is taken over.
for (const form of document.querySelectorAll('form[data-live]')) {
  const answer = document.getElementById(form.dataset.live);
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      const response = await fetch(address);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      answer.replaceChildren(...page.getElementById(form.dataset.live).childNodes);
      history.replaceState(null, '', address);
    }, 400);
  });
}
