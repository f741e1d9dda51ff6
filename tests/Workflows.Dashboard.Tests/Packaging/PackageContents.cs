using System.IO.Compression;
using System.Xml.Linq;

namespace Workflows.Dashboard.Tests.Packaging;

/// <summary>What a package says of itself, and what comes with it.</summary>
internal static class PackageContents
{
    public const string ProjectUrl = "https://code.example/bus-workflows";

    public static void ShouldBeComplete(string feed, string id, string version)
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed, $"{id}.{version}.nupkg"));
        var metadata = MetadataOf(package, id);
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Value("id").ShouldBe(id);
        Value("license").ShouldBe("Apache-2.0");
        Value("projectUrl").ShouldBe(ProjectUrl);
        Value("authors").ShouldNotBeNullOrWhiteSpace();
        Value("description").ShouldNotBeNull().Length.ShouldBeGreaterThan(40);
        Value("tags").ShouldNotBeNull().Split(' ').ShouldContain("masstransit");
        var repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        repository.Attribute("type").ShouldNotBeNull().Value.ShouldBe("git");
        repository.Attribute("url").ShouldNotBeNull().Value.ShouldBe(ProjectUrl);
        repository.Attribute("commit").ShouldNotBeNull().Value.Length.ShouldBe(40);

        var files = package.Entries.Select(entry => entry.FullName).ToArray();
        files.ShouldContain(Value("readme").ShouldNotBeNull());
        files.ShouldContain(Value("icon").ShouldNotBeNull());
        files.ShouldContain(file => file.StartsWith("lib/net10.0/", StringComparison.Ordinal) && file.EndsWith(".xml", StringComparison.Ordinal));

        using var symbols = ZipFile.OpenRead(Path.Combine(feed, $"{id}.{version}.snupkg"));
        symbols.Entries.ShouldContain(entry => entry.FullName.EndsWith(".pdb", StringComparison.Ordinal));
    }

    private static XElement MetadataOf(ZipArchive package, string id)
    {
        using var nuspec = package.GetEntry($"{id}.nuspec").ShouldNotBeNull().Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
