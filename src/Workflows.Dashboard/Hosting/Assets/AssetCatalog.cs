using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace Workflows.Dashboard.Hosting.Assets;

/// <summary>The assets in this assembly. The script of Blazor is the host's own where it has one: that one matches the runtime exactly.</summary>
internal sealed class AssetCatalog
{
    public const string BlazorScript = "blazor.web.js";

    private const string Folder = "assets/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public AssetCatalog(IWebHostEnvironment environment)
    {
        var assembly = typeof(AssetCatalog).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal))
            .Select(name => Embedded(assembly, name))
            .Select(asset => asset.Name == BlazorScript && HostsOwn(environment) is { } own ? own : asset)
            .ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
    }

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>Address relative to the mount.</summary>
    public string AddressOf(string name) => _assets[name].Address;

    private static Asset Embedded(Assembly assembly, string resource) =>
        new(resource[Folder.Length..], Read(assembly.GetManifestResourceStream(resource)!), Read(assembly.GetManifestResourceStream(resource + ".gz")!));

    private static Asset? HostsOwn(IWebHostEnvironment environment)
    {
        IFileInfo file = environment.WebRootFileProvider.GetFileInfo($"_framework/{BlazorScript}");
        return file is { Exists: true, IsDirectory: false } ? new Asset(BlazorScript, Read(file.CreateReadStream()), gzip: null) : null;
    }

    private static byte[] Read(Stream stream)
    {
        using (stream)
        using (var buffer = new MemoryStream())
        {
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
    }
}
