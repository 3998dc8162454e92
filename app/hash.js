// Works out the SHA-256 of large files beside the worker: the browser copies a file before it hashes it, and that copy is
// a fifth of all the time that a large file takes. Comes in: buffers, and a port. Goes out by the port: their digests,
// or nothing where one failed.
onmessage = async function (event) {
  var port = event.ports[0];
  try {
    var digests = [];
    for (var at = 0; at < event.data.length; at += 1) {
      digests.push(await crypto.subtle.digest("SHA-256", event.data[at]));
      event.data[at] = null;
    }
    port.postMessage(digests);
  } catch (error) {
    port.postMessage(null);
  }
};
postMessage("ready");
