using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Tests.Services.Text;

public sealed class ShownTests
{
    [Theory]
    [InlineData(7_572, "over 7,500")]
    [InlineData(5_000, "over 5,000")]
    [InlineData(123_456, "over 120,000")]
    [InlineData(99, "over 99")]
    [InlineData(0, "over 0")]
    public void Where_counting_stopped_the_last_digits_are_left_out(long count, string expected)
    {
        Numbers.Of(new Workflows.Contracts.WorkflowCount(count, true)).ShouldBe(expected);
        Numbers.Of(new Workflows.Contracts.WorkflowCount(7_572)).ShouldBe("7,572");
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("two\r\nlines\tand a tab", "two lines and a tab")]
    [InlineData("bell \u0007 escape \u001b", "bell ␇ escape ␛")]
    [InlineData("null \0", "null ␀")]
    [InlineData("turned \u202Eround\u202C", "turned ⟨U+202E⟩round⟨U+202C⟩")]
    [InlineData("hidden \u200B\uFEFF", "hidden ⟨U+200B⟩⟨U+FEFF⟩")]
    [InlineData("deleted \u007f c1 \u0085", "deleted ⟨U+007F⟩ c1 ⟨U+0085⟩")]
    [InlineData("مرحبا 😀", "مرحبا 😀")]
    [InlineData("family 👨\u200D👩", "family 👨\u200D👩")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    [InlineData(null, "")]
    public void A_line_shows_what_has_no_shape(string? text, string expected) => Shown.Line(text).ShouldBe(expected);

    [Fact]
    public void Half_of_a_character_is_replaced() => Shown.Line("a\ud800b").ShouldBe("a\uFFFDb");

    [Fact]
    public void A_block_keeps_its_lines() => Shown.Block("a\r\n\tb\u0007").ShouldBe("a\r\n\tb␇");

    [Fact]
    public void A_long_line_is_cut() => Shown.Line(new string('x', 500), 10).ShouldBe("xxxxxxxxxx…");

    [Fact]
    public void A_long_block_says_how_long_it_is() =>
        Shown.Block(new string('x', 1_234_567), 3).ShouldBe("xxx\n… (1.2 million characters in all)");

    [Fact]
    public void A_cut_in_the_middle_of_a_character_breaks_nothing() => Shown.Line("ab😀", 3).ShouldBe("ab\uFFFD…");

    [Theory]
    [InlineData("Shop.Payments.PaymentDeclinedException", "PaymentDeclinedException")]
    [InlineData("Shop.Outer+Inner", "Inner")]
    [InlineData("Shop.Envelope`1[[System.String, mscorlib]]", "Envelope")]
    [InlineData("NoNamespace", "NoNamespace")]
    [InlineData("Trailing.", "Trailing.")]
    [InlineData(".", ".")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void The_name_of_a_type_is_its_last_part(string? fullName, string expected) => Shown.TypeName(fullName).ShouldBe(expected);
}
