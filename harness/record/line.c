/* SPDX-License-Identifier: MIT */
/* JSON Lines by the same tables as the record. */
#include "line.h"

#include <errno.h>

#include "codec.h"

int line_write(const struct shape *shape, const void *base, FILE *stream)
{
    json_t *object = codec_encode_shape(shape, base);
    if (!object)
        return -ENOMEM;
    const int status = json_dumpf(object, stream, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    return status || fputc('\n', stream) == EOF || fflush(stream) ? -EIO : 0;
}

int line_read(struct record *memory, const struct shape *shape, void *base, const char *text, const char *origin,
              struct yoke_error *error)
{
    json_error_t fault;
    json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, &fault);
    if (!object) {
        yoke_error_set(error, "%s: not JSON: %s", origin, fault.text);
        return -EINVAL;
    }
    const int status = codec_decode_shape(memory, shape, object, base, origin, error);
    json_decref(object);
    return status;
}
