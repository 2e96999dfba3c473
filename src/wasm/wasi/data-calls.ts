import { rights, whences } from "./abi.js";
import { toU64, type Call, type Guest } from "./calls.js";
import { maxOffset } from "./content.js";
import type { Descriptor, OpenFile } from "./descriptors.js";
import { fault } from "./fault.js";
import {
  readable,
  readFile,
  readInput,
  buffersAt,
  writable,
  writeFile,
  writeOutput,
  writePosition,
} from "./transfers.js";

type Transfer = [fd: number, buffers: number, count: number, result: number];
type PositionedTransfer = [fd: number, buffers: number, count: number, offset: bigint, result: number];

const lastAdvice = 5;

/** Calls about the bytes of what is open. */
export function dataCalls(guest: Guest): Record<string, Call> {
  const { descriptors } = guest;
  return {
    fd_read: (...args: Transfer) => read(guest, args),
    fd_write: (...args: Transfer) => write(guest, args),
    fd_pread: (...args: PositionedTransfer) => readAt(guest, args),
    fd_pwrite: (...args: PositionedTransfer) => writeAt(guest, args),
    fd_seek: (...args: [fd: number, offset: bigint, whence: number, result: number]) => seek(guest, args),
    fd_tell: (fd: number, result: number) => {
      const file = seekable(descriptors.get(fd), rights.FD_TELL);
      guest.memory.setU64(result, BigInt(file.position));
    },
    fd_advise: (...[fd, offset, length, advice]: [fd: number, offset: bigint, length: bigint, advice: number]) => {
      descriptors.file(fd, rights.FD_ADVISE);
      if (advice > lastAdvice || offset < 0n || length < 0n) throw fault("INVAL");
    },
    fd_allocate: (fd: number, offset: bigint, length: bigint) => {
      const { inode } = descriptors.file(fd, rights.FD_ALLOCATE);
      if (offset < 0n || length <= 0n) throw fault("INVAL");
      const end = toSize(offset + length);
      if (end <= inode.content.size) return;
      inode.content.resize(end);
      guest.tree.touch(inode);
    },
    fd_filestat_set_size: (fd: number, size: bigint) => {
      const { inode } = descriptors.file(fd, rights.FD_FILESTAT_SET_SIZE);
      inode.content.resize(toSize(toU64(size)));
      guest.tree.touch(inode);
    },
    // What is in memory is as safe as it will ever be.
    fd_datasync: (fd: number) => void descriptors.file(fd, rights.FD_DATASYNC),
    fd_sync: (fd: number) => void descriptors.file(fd, rights.FD_SYNC),
  };
}

function read(guest: Guest, [fd, pointer, count, result]: Transfer): void {
  const from = readable(guest.descriptors.get(fd));
  const buffers = buffersAt(guest.memory, pointer, count);
  guest.memory.check(result, 4);
  if (from.kind === "input") guest.memory.setU32(result, readInput(from, buffers));
  else {
    const done = readFile(guest.tree, from, { buffers, offset: from.position });
    from.position += done;
    guest.memory.setU32(result, done);
  }
}

function write(guest: Guest, [fd, pointer, count, result]: Transfer): void {
  const to = writable(guest.descriptors.get(fd));
  const buffers = buffersAt(guest.memory, pointer, count);
  guest.memory.check(result, 4);
  if (to.kind === "output") guest.memory.setU32(result, writeOutput(to, buffers));
  else {
    const offset = writePosition(to);
    const done = writeFile(guest.tree, to, { buffers, offset });
    to.position = offset + done;
    guest.memory.setU32(result, done);
  }
}

function readAt(guest: Guest, [fd, pointer, count, offset, result]: PositionedTransfer): void {
  const from = positioned(readable(guest.descriptors.get(fd)), offset);
  const buffers = buffersAt(guest.memory, pointer, count);
  guest.memory.check(result, 4);
  // Further out than any file ends there is nothing to read.
  const start = offset > maxOffset ? maxOffset : Number(offset);
  guest.memory.setU32(result, readFile(guest.tree, from, { buffers, offset: start }));
}

/** At the offset, though the file is opened to append: POSIX has it so, Linux does not. */
function writeAt(guest: Guest, [fd, pointer, count, offset, result]: PositionedTransfer): void {
  const to = positioned(writable(guest.descriptors.get(fd)), offset);
  const buffers = buffersAt(guest.memory, pointer, count);
  guest.memory.check(result, 4);
  guest.memory.setU32(result, writeFile(guest.tree, to, { buffers, offset: toSize(offset) }));
}

function positioned(found: Descriptor, offset: bigint): OpenFile {
  if (found.kind !== "file") throw fault("SPIPE");
  if (!(found.rights & rights.FD_SEEK)) throw fault("NOTCAPABLE");
  if (offset < 0n) throw fault("INVAL");
  return found;
}

function seek(guest: Guest, [fd, offset, whence, result]: [number, bigint, number, number]): void {
  const isTelling = offset === 0n && whence === whences.CUR;
  const file = seekable(guest.descriptors.get(fd), isTelling ? rights.FD_TELL : rights.FD_SEEK);
  guest.memory.check(result, 8);
  const position = BigInt(seekBase(file, whence)) + offset;
  if (position < 0n || position > maxOffset) throw fault("INVAL");
  file.position = Number(position);
  guest.memory.setU64(result, position);
}

function seekBase({ position, inode }: OpenFile, whence: number): number {
  switch (whence) {
    case whences.SET:
      return 0;
    case whences.CUR:
      return position;
    case whences.END:
      return inode.content.size;
    default:
      throw fault("INVAL");
  }
}

/** Whoever may seek may also ask where it is. */
function seekable(found: Descriptor, right: number): OpenFile {
  if (found.kind === "directory") throw fault("BADF");
  if (found.kind !== "file") throw fault("SPIPE");
  if (!(found.rights & (right | rights.FD_SEEK))) throw fault("NOTCAPABLE");
  return found;
}

function toSize(value: bigint): number {
  if (value > maxOffset) throw fault("FBIG");
  return Number(value);
}
