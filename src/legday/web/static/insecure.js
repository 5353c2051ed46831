// Where the browser withholds what only https gives, the page says so. On this machine itself plain http is enough.

document.getElementById("insecure").hidden = isSecureContext;
