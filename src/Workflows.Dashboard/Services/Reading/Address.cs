using System.Text;

namespace Workflows.Dashboard.Services.Reading;

/// <summary>Writes addresses relative to the mount.</summary>
internal static class Address
{
    public static string Instance(Guid id) => $"instances/{id}";

    public static string Definition(string name, int? version = null) =>
        With($"definitions/{Uri.EscapeDataString(name)}", ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static string Failure(string fingerprint) => $"failures/{Uri.EscapeDataString(fingerprint)}";

    /// <summary>Values that are null are left out.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is null)
                continue;

            address.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return address.ToString();
    }
}
