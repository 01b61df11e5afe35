/* Browsers start no worker from a file: address. This runs the search worker in a hidden frame
   instead, so that a digest can be searched from a folder, with no network. Over http it does nothing. */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      this.onerror = null;
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "search";
      document.body.appendChild(this.frame);
      this.start(String(new URL(url, location.href)));
    }

    start(url) {
      const scope = this.frame.contentWindow;
      // Inside the frame, the worker's way out leads here, and more scripts are elements.
      scope.postMessage = (data) => this.deliver(this, new MessageEvent("message", { data }));
      scope.importScripts = (...urls) =>
        urls.reduce((earlier, next) => earlier.then(() => this.load(next)), Promise.resolve());
      this.load(url).then(
        () => {
          const waiting = this.waiting;
          this.waiting = null;
          waiting.forEach((data) => this.postMessage(data));
        },
        () => this.deliver(this, new ErrorEvent("error", { message: "could not load " + url }))
      );
    }

    load(url) {
      return new Promise((loaded, failed) => {
        const script = this.frame.contentDocument.createElement("script");
        script.src = String(new URL(url, location.href));
        script.onload = loaded;
        script.onerror = failed;
        this.frame.contentDocument.body.appendChild(script);
      });
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.deliver(this.frame.contentWindow, new MessageEvent("message", { data }));
    }

    deliver(target, event) {
      setTimeout(() => {
        target.dispatchEvent(event);
        const handler = target === this && this["on" + event.type];
        if (handler) handler.call(this, event);
      });
    }

    terminate() {
      this.frame.remove();
    }
  }

  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
})();
