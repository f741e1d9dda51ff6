using System.Globalization;

namespace Workflows.Persistence.Postgres.Migrations;

/// <summary>One step of the schema, from the files beside this one. Once released, a file never changes.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = "Workflows.Migrations.";

    public static IReadOnlyList<Migration> All { get; } = ReadAll();

    private static Migration[] ReadAll()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => Read(resource[Folder.Length..], assembly.GetManifestResourceStream(resource)!))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(string file, Stream stream)
    {
        using var reader = new StreamReader(stream);
        var name = Path.GetFileNameWithoutExtension(file);
        var end = name.IndexOf('_', StringComparison.Ordinal);
        return new Migration(int.Parse(name.AsSpan(0, end), CultureInfo.InvariantCulture), name[(end + 1)..], reader.ReadToEnd());
    }
}
