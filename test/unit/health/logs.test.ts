/** The Engine API's two ways to send a log, told apart by the bytes. */
import { describe, expect, test } from 'vitest';
import { demultiplex } from '../../../src/docker/index.js';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

describe('demultiplex', () => {
  test('joins the frames of both streams in their order, also inside a character', () => {
    const [e1 = 0, e2 = 0] = Buffer.from('é');
    const cut = Buffer.concat([
      frame(1, 'caf'),
      Buffer.from([1, 0, 0, 0, 0, 0, 0, 1, e1, 1, 0, 0, 0, 0, 0, 0, 1, e2]),
    ]);
    expect(demultiplex(Buffer.concat([cut, frame(2, ' closed\n')])).output).toBe('café closed\n');
  });

  test('leaves the plain text of a terminal as it is', () => {
    expect(demultiplex(Buffer.from('plain\r\ntext\r\n')).output).toBe('plain\r\ntext\r\n');
  });

  test('gives what there is of a frame that was cut off', () => {
    expect(demultiplex(frame(1, 'all of it').subarray(0, 11)).output).toBe('all');
  });

  test('is empty for an empty log', () => {
    expect(demultiplex(Buffer.alloc(0)).output).toBe('');
  });
});
