// Everything works without this file. It saves a second click on a button that is already being sent, and says so.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', () => {
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
