using System.Runtime.CompilerServices;

namespace Workflows.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <returns>The C# files below a directory that people wrote, with paths relative to the repository.</returns>
    public static IEnumerable<string> SourcesBelow(string directory) => FilesBelow(directory, "*.cs");

    /// <returns>The files below a directory that people wrote, with paths relative to the repository.</returns>
    public static IEnumerable<string> FilesBelow(string directory, string pattern) =>
        Directory.EnumerateFiles(PathOf(directory), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var directory = Path.GetDirectoryName(here);
        while (directory is not null && !File.Exists(Path.Combine(directory, "BusWorkflows.sln")))
            directory = Path.GetDirectoryName(directory);

        return directory ?? throw new InvalidOperationException($"BusWorkflows.sln is in no directory above {here}: the convention tests read the sources, so run them where they were built.");
    }
}
