/* SPDX-License-Identifier: MIT */
/* The standard streams: there from the first moment, and no reader's leaving costs more than what it would have read.
 */
#ifndef STREAMS_H
#define STREAMS_H

/* Takes the numbers of streams that are closed, so that no file of ours gets one and is written into by messages; what
 * is printed to a closed standard output fails as before. From then on a reader that goes away makes printing fail
 * instead of ending the program. Once, before anything is opened. */
void streams_begin(void);

/* Ends the program by SIGPIPE, without a word, if something could not be printed because the reader of standard output
 * is gone: what every program does then, but only when all else is done. Returns otherwise. */
void streams_end(void);

#endif
