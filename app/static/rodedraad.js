// A form that came back with faults: say them at once, to eyes and to a screen reader.
document.querySelector(".error-summary")?.focus();
