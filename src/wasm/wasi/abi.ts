/** Numbers and layouts of wasi_snapshot_preview1, as its witx files give them. Nothing but the calls knows them. */

/** The errors that we answer, of the 77 that there are. */
export const errnos = {
  BADF: 8,
  BUSY: 10,
  EXIST: 20,
  FAULT: 21,
  FBIG: 22,
  ILSEQ: 25,
  INVAL: 28,
  ISDIR: 31,
  LOOP: 32,
  MFILE: 33,
  NAMETOOLONG: 37,
  NOENT: 44,
  NOMEM: 48,
  NOSPC: 51,
  NOTDIR: 54,
  NOTEMPTY: 55,
  NOTSOCK: 57,
  NOTSUP: 58,
  PERM: 63,
  SPIPE: 70,
  NOTCAPABLE: 76,
} as const;

/** Bits of a descriptor's rights. All fit into 30 bits, so that BigInt is met in the calls alone. */
export const rights = {
  FD_DATASYNC: 1 << 0,
  FD_READ: 1 << 1,
  FD_SEEK: 1 << 2,
  FD_FDSTAT_SET_FLAGS: 1 << 3,
  FD_SYNC: 1 << 4,
  FD_TELL: 1 << 5,
  FD_WRITE: 1 << 6,
  FD_ADVISE: 1 << 7,
  FD_ALLOCATE: 1 << 8,
  PATH_CREATE_DIRECTORY: 1 << 9,
  PATH_CREATE_FILE: 1 << 10,
  PATH_LINK_SOURCE: 1 << 11,
  PATH_LINK_TARGET: 1 << 12,
  PATH_OPEN: 1 << 13,
  FD_READDIR: 1 << 14,
  PATH_READLINK: 1 << 15,
  PATH_RENAME_SOURCE: 1 << 16,
  PATH_RENAME_TARGET: 1 << 17,
  PATH_FILESTAT_GET: 1 << 18,
  PATH_FILESTAT_SET_SIZE: 1 << 19,
  PATH_FILESTAT_SET_TIMES: 1 << 20,
  FD_FILESTAT_GET: 1 << 21,
  FD_FILESTAT_SET_SIZE: 1 << 22,
  FD_FILESTAT_SET_TIMES: 1 << 23,
  PATH_SYMLINK: 1 << 24,
  PATH_REMOVE_DIRECTORY: 1 << 25,
  PATH_UNLINK_FILE: 1 << 26,
  POLL_FD_READWRITE: 1 << 27,
  SOCK_SHUTDOWN: 1 << 28,
  SOCK_ACCEPT: 1 << 29,
} as const;

export const allRights = (1 << 30) - 1;

/** What a file can be asked for whatever it was opened for; only its bytes are a matter of rights. */
export const freeFileRights =
  rights.FD_DATASYNC |
  rights.FD_SEEK |
  rights.FD_FDSTAT_SET_FLAGS |
  rights.FD_SYNC |
  rights.FD_TELL |
  rights.FD_ADVISE |
  rights.FD_FILESTAT_GET |
  rights.FD_FILESTAT_SET_TIMES |
  rights.POLL_FD_READWRITE;

/** Who may write may also change how much there is. */
export const writeFileRights = rights.FD_WRITE | rights.FD_ALLOCATE | rights.FD_FILESTAT_SET_SIZE;

export const fileRights = freeFileRights | writeFileRights | rights.FD_READ;

export const directoryRights =
  rights.PATH_CREATE_DIRECTORY |
  rights.PATH_CREATE_FILE |
  rights.PATH_LINK_SOURCE |
  rights.PATH_LINK_TARGET |
  rights.PATH_OPEN |
  rights.FD_READDIR |
  rights.PATH_READLINK |
  rights.PATH_RENAME_SOURCE |
  rights.PATH_RENAME_TARGET |
  rights.PATH_FILESTAT_GET |
  rights.PATH_FILESTAT_SET_SIZE |
  rights.PATH_FILESTAT_SET_TIMES |
  rights.FD_FILESTAT_GET |
  rights.FD_FILESTAT_SET_TIMES |
  rights.PATH_SYMLINK |
  rights.PATH_REMOVE_DIRECTORY |
  rights.PATH_UNLINK_FILE;

export const fileTypes = { unknown: 0, directory: 3, file: 4, symlink: 7 } as const;

export const fdFlags = { APPEND: 1, DSYNC: 2, NONBLOCK: 4, RSYNC: 8, SYNC: 16 } as const;
export const allFdFlags = 31;

export const openFlags = { CREAT: 1, DIRECTORY: 2, EXCL: 4, TRUNC: 8 } as const;
export const allOpenFlags = 15;

/** The one flag of a lookup. */
export const symlinkFollow = 1;

export const timeFlags = { ATIM: 1, ATIM_NOW: 2, MTIM: 4, MTIM_NOW: 8 } as const;
export const allTimeFlags = 15;

export const whences = { SET: 0, CUR: 1, END: 2 } as const;

export const clockIds = { REALTIME: 0, MONOTONIC: 1, PROCESS_CPUTIME: 2, THREAD_CPUTIME: 3 } as const;

export const eventTypes = { CLOCK: 0, FD_READ: 1, FD_WRITE: 2 } as const;
/** The one flag of a clock's subscription. */
export const absoluteTime = 1;
/** The one flag of an event: nothing more will come. */
export const hangup = 1;

/** Bytes that the structures take up in the guest's memory. */
export const sizes = {
  iovec: 8,
  fdstat: 24,
  filestat: 64,
  prestat: 8,
  dirent: 24,
  subscription: 48,
  event: 32,
} as const;
