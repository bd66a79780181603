// Runs only in browsers that do not know modules: says how to reach a human instead.
document.getElementById('fallback').hidden = false;
