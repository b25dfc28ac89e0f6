/* SPDX-License-Identifier: MIT */
/* The checks by a table, like everything else that becomes JSON. */
#include "doctor_json.h"

#include "fields.h"
#include "line.h"

struct finding {
    const char *name, *state, *found, *why, *remedy, *meanwhile, *require;
};

struct findings {
    const char *schema;
    struct finding *checks;
    size_t check_count;
};

#define TEXT(member, about)                                                                                            \
    {                                                                                                                  \
        .key = #member, .kind = FIELD_TEXT, .offset = offsetof(struct finding, member), .summary = about               \
    }

static const struct field finding_fields[] = {
    TEXT(name, "stable word"),
    TEXT(state, "ok, note or problem"),
    TEXT(found, "what was found"),
    TEXT(why, "why it matters"),
    TEXT(remedy, "the command that mends it"),
    TEXT(meanwhile, "what yoke does as long as nobody mends it"),
    TEXT(require, "the word of yoke run --require that refuses to run instead"),
    {.key = NULL},
};
static const struct shape finding_shape = {"check", sizeof(struct finding), finding_fields};

static const struct field findings_fields[] = {
    {.key = "schema", .kind = FIELD_TEXT, .offset = offsetof(struct findings, schema), .summary = "yoke-doctor/1"},
    {.key = "checks",
     .kind = FIELD_LIST,
     .offset = offsetof(struct findings, checks),
     .count_offset = offsetof(struct findings, check_count),
     .shape = &finding_shape,
     .required = true,
     .summary = "one a line of the text form"},
    {.key = NULL},
};
static const struct shape findings_shape = {"doctor", sizeof(struct findings), findings_fields};

int doctor_write_json(const struct doctor_options *options, FILE *stream)
{
    struct doctor_check checks[DOCTOR_CHECKS_MOST];
    struct finding findings[DOCTOR_CHECKS_MOST];
    const struct findings document = {"yoke-doctor/1", findings, doctor_checks(options, checks)};
    for (size_t i = 0; i < document.check_count; i++)
        findings[i] = (struct finding){checks[i].name,   doctor_state_name(checks[i].state),
                                       checks[i].found,  checks[i].why,
                                       checks[i].remedy, checks[i].meanwhile,
                                       checks[i].require};
    return line_write(&findings_shape, &document, stream);
}
