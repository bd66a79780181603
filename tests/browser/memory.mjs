// What lies in the memory of a page, as its debugger sees it.

/** How often the bytes stand in the whole memory of every WASM of the page. */
export const inWasm = async (cdp, text) => {
  const { result } = await cdp.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const search = `function (codes) {
    let found = 0, size = 0;
    for (const memory of this) {
      const bytes = new Uint8Array(memory.buffer);
      size += bytes.length;
      for (let at = bytes.indexOf(codes[0]); at >= 0; at = bytes.indexOf(codes[0], at + 1))
        if (codes.every((code, i) => bytes[at + i] === code)) found += 1;
    }
    return { found, size, memories: this.length };
  }`;
  const found = await cdp.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: search,
    arguments: [{ value: [...new TextEncoder().encode(text)] }],
    returnByValue: true,
  });
  return found.result.value;
};
