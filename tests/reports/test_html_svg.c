/* SPDX-License-Identifier: MIT */
/* A drawing taken into a page: only what draws comes through. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "html_svg.h"

/* The element that becomes of `svg`, to be freed; NULL when it is refused. */
static char *taken(const char *svg, size_t size)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&text, &bytes);
    const int status = html_svg(memory, svg, size, "c1-", "what <it> shows");
    fclose(memory);
    assert_true(status == 0 || status == -EINVAL);
    if (status) {
        assert_int_equal(bytes, 0); /* nothing of it was written */
        free(text);
        return NULL;
    }
    return text;
}

#define HEAD "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "                     \
             "aria-labelledby=\"c1-title\"><title id=\"c1-title\">what &lt;it&gt; shows</title>"

static void expect(const char *inside, const char *becomes)
{
    char svg[1024], *expected = NULL;
    snprintf(svg, sizeof svg, "<svg>%s</svg>", inside);
    assert_true(asprintf(&expected, HEAD "%s</svg>", becomes) > 0);
    char *text = taken(svg, strlen(svg));
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    free(expected);
}

static void the_frame_of_a_file_is_left_out_and_its_view_box_kept(void **state)
{
    (void)state;
    static const char svg[] = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n<!-- made by -->\n"
                              "<svg width='9' onload='x()' viewBox='0 0 10 20'><g/></svg>\n";
    char *text = taken(svg, sizeof svg - 1);
    assert_non_null(text);
    assert_string_equal(text, "<svg viewBox=\"0 0 10 20\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
                              "aria-labelledby=\"c1-title\"><title id=\"c1-title\">what &lt;it&gt; shows</title><g/></svg>");
    free(text);
}

static void ids_and_what_refers_to_them_get_the_prefix(void **state)
{
    (void)state;
    expect("<path id='a' d='M0,0'/><use xlink:href='#a' href=\"#a\"/><g clip-path='url(#a)'/>",
           "<path id=\"c1-a\" d=\"M0,0\"/><use xlink:href=\"#c1-a\" href=\"#c1-a\"/><g clip-path=\"url(#c1-a)\"/>");
    expect("<pattern id='p' patternUnits='userSpaceOnUse' width='8'><path d='M0,0'/></pattern><polygon fill = 'url(#p)'/>",
           "<pattern id=\"c1-p\" patternUnits=\"userSpaceOnUse\" width=\"8\"><path d=\"M0,0\"/></pattern><polygon fill=\"url(#c1-p)\"/>");
}

static void colours_of_a_style_become_attributes_and_nothing_else_of_it(void **state)
{
    (void)state;
    expect("<path style='fill:none; stroke:rgb(255,255,255)' d='M0,0'/>", "<path fill=\"none\" stroke=\"rgb(255,255,255)\" d=\"M0,0\"/>");
    expect("<path style=' stroke : red ;;fill;:x; behavior:url(#a);position:fixed'/>", "<path stroke=\"red\"/>");
    expect("<path style='fill:url(http://x);stroke:u\\72l(//x)'/><path style=''/><path style='fill:'/>", "<path/><path/><path fill=\"\"/>");
}

static void what_executes_or_fetches_is_left_out(void **state)
{
    (void)state;
    expect("<script>alert(1)</script><g onclick='alert(1)' style='fill:url(http://x)' class='tag'/>", "<g/>");
    expect("<foreignObject><body><g>x</g></body></foreignObject><title>t</title><style>*{}</style>", "");
    expect("<use href='http://x/#a'/><image href='http://x/y.png'/><use href='javascript:x()'/>", "<use/><image/><use/>");
    expect("<g fill='url(http://x/#a)' stroke='url(#a) url(http://x)' color='\\75rl(//x)'/>", "<g/>");
    expect("<a href='#x'><g/></a><animate/><set/>", "");
    expect("<image href='data:image/svg+xml,x'/><image href='data:image/png;base64,QUJD'/>",
           "<image/><image href=\"data:image/png;base64,QUJD\"/>");
}

static void texts_are_escaped_once(void **state)
{
    (void)state;
    expect("<text fill='a\"&b'>1 &lt; 2 &amp; &#215; &#xd7; &bad; & \xff ></text>",
           "<text fill=\"a&quot;&amp;b\">1 &lt; 2 &amp; &#215; &#xd7; &amp;bad; &amp; \xEF\xBF\xBD &gt;</text>");
}

static void a_long_path_keeps_every_byte(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    char *svg = malloc(LENGTH + 64);
    memcpy(svg, "<svg><path d='", 14);
    for (size_t i = 0; i < LENGTH; i++)
        svg[14 + i] = (char)('0' + i % 10);
    strcpy(svg + 14 + LENGTH, "'/></svg>");
    char *text = taken(svg, strlen(svg));
    assert_non_null(text);
    const char *path = strstr(text, " d=\"");
    assert_non_null(path);
    assert_memory_equal(path + 4, svg + 14, LENGTH);
    assert_int_equal(path[4 + LENGTH], '"');
    free(text);
    free(svg);
}

static void what_is_no_whole_drawing_is_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "", "plain", "<svg>", "<svg/>", "<svg></g></svg>", "<svg><g></svg>", "<svg><g a></svg>", "<svg><g a=b/></svg>", "<svg></svg><svg></svg>",
        "<html></html>", "<svg><g a='></svg>", "<svg><!-- </svg>", "<svg><![CDATA[<script>]]></svg>", "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg></svg>",
        "<svg></svg>rest", "<svg><", "<svg></svg", "<svg><g", "<svg><g /", "<svg><script></svg>", "<svg>< g/></svg>",
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_null(taken(broken[i], strlen(broken[i])));
    assert_null(taken("<svg>\0</svg>", 12));
    char deep[1024] = "<svg>";
    for (size_t i = 0; i < 200; i++)
        strcat(deep, "<g>");
    assert_null(taken(deep, strlen(deep)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frame_of_a_file_is_left_out_and_its_view_box_kept),
        cmocka_unit_test(ids_and_what_refers_to_them_get_the_prefix),
        cmocka_unit_test(colours_of_a_style_become_attributes_and_nothing_else_of_it),
        cmocka_unit_test(what_executes_or_fetches_is_left_out),
        cmocka_unit_test(texts_are_escaped_once),
        cmocka_unit_test(a_long_path_keeps_every_byte),
        cmocka_unit_test(what_is_no_whole_drawing_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
