using System.Globalization;

namespace Workflows.Dashboard.Services.Text;

/// <summary>Lengths of time in addresses: 30m, 1h, 2d.</summary>
internal static class SpanText
{
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: > 1 and < 8 } || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return null;

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= 3_650 => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
