using System.Globalization;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Tests.Services.Text;

public sealed class AgesTests
{
    [Theory]
    [InlineData("00:00:00", "0 s")]
    [InlineData("00:00:00.0005", "under 1 ms")]
    [InlineData("00:00:00.120", "120 ms")]
    [InlineData("00:00:01.499", "1.4 s")]
    [InlineData("00:00:09.999", "9.9 s")]
    [InlineData("00:00:44", "44 s")]
    [InlineData("00:12:04", "12 m 4 s")]
    [InlineData("00:12:00", "12 m")]
    [InlineData("00:38:31", "38 m")]
    [InlineData("02:10:59", "2 h 10 m")]
    [InlineData("1.03:20:00", "1 d 3 h")]
    [InlineData("40.00:00:00", "40 d")]
    [InlineData("400.05:00:00", "400 d")]
    [InlineData("-00:00:44", "44 s")]
    public void A_length_has_two_units_at_most(string length, string expected) =>
        Ages.Of(TimeSpan.Parse(length, CultureInfo.InvariantCulture)).ShouldBe(expected);

    [Fact]
    public void What_is_to_come_reads_differently_from_what_was()
    {
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        Ages.From(now, now.AddMinutes(-3)).ShouldBe("3 m ago");
        Ages.From(now, now.AddMinutes(3)).ShouldBe("in 3 m");
    }

    [Theory]
    [InlineData("30m", "00:30:00")]
    [InlineData("1h", "01:00:00")]
    [InlineData("2d", "2.00:00:00")]
    [InlineData("45s", "00:00:45")]
    [InlineData("0h", null)]
    [InlineData("h", null)]
    [InlineData("-1h", null)]
    [InlineData("1.5h", null)]
    [InlineData("99999d", null)]
    [InlineData("1w", null)]
    [InlineData(null, null)]
    public void A_length_in_an_address_is_a_number_and_a_unit(string? text, string? expected) =>
        SpanText.Parse(text).ShouldBe(expected is null ? null : TimeSpan.Parse(expected, CultureInfo.InvariantCulture));
}
