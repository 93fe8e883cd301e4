import type { Attachment } from 'svelte/attachments';

/** Files that are pasted or dropped where people write go to the picker below, which the keyboard reaches by its button. */
export function takesFiles(add: (files: File[]) => unknown): Attachment<HTMLElement> {
  return node => {
    const over = (on: boolean) => node.classList.toggle('drop-here', on);
    /** What the picker itself takes is not taken twice. */
    const isOurs = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes('Files');

    function paste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])];
      // Office programs add a picture of the text that is meant.
      if (!files.length || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      add(files);
    }
    function drag(event: DragEvent) {
      if (!isOurs(event)) return over(false);
      event.preventDefault();
      over(true);
    }
    function leave(event: DragEvent) {
      if (!node.contains(event.relatedTarget as Node | null)) over(false);
    }
    function drop(event: DragEvent) {
      over(false);
      if (!isOurs(event)) return;
      event.preventDefault();
      add([...(event.dataTransfer?.files ?? [])]);
    }
    const stop = new AbortController();
    const { signal } = stop;
    node.addEventListener('paste', paste, { signal });
    node.addEventListener('dragover', drag, { signal });
    node.addEventListener('dragleave', leave, { signal });
    node.addEventListener('drop', drop, { signal });
    return () => stop.abort();
  };
}
