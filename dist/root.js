globalThis.ccCiEntry = 'root';
await import('./index.js');
