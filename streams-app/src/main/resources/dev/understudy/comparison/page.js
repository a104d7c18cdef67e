const filter = document.getElementById("filter");
if (filter) {
  const kind = document.getElementById("kind");
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const cards = Array.from(document.querySelectorAll(".change"));
  const apply = () => {
    const sought = words.value.trim().toLowerCase();
    let count = 0;
    for (const card of cards) {
      const ofKind = kind.value ? card.dataset.kinds.split(" ").includes(kind.value) : true;
      const visible = ofKind ? card.textContent.toLowerCase().includes(sought) : false;
      card.hidden = !visible;
      count += visible ? 1 : 0;
    }
    shown.textContent = count + " of " + cards.length;
  };
  kind.addEventListener("change", apply);
  words.addEventListener("input", apply);
  filter.hidden = false;
  apply();
}
