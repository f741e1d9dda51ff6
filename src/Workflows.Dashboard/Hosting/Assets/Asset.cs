using System.Security.Cryptography;

namespace Workflows.Dashboard.Hosting.Assets;

/// <summary>A file that pages load, under an address that changes with its content.</summary>
internal sealed class Asset(string name, byte[] content, byte[]? gzip)
{
    private static readonly Dictionary<string, string> _contentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public string Name { get; } = name;

    public byte[] Content { get; } = content;

    public byte[]? Gzip { get; } = gzip;

    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(content))[..16];

    public string ContentType { get; } = _contentTypes[Path.GetExtension(name)];

    /// <summary>Relative to the mount.</summary>
    public string Address => $"_assets/{Hash}/{Name}";
}
