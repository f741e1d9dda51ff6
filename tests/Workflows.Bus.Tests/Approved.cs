using System.Runtime.CompilerServices;

namespace Workflows.Tests;

/// <summary>Compares a text with the one that was approved, in a file beside the tests. A text that differs is written beside it, to look at and to take over.</summary>
internal static class Approved
{
    /// <param name="path">Path of the approved file in this project.</param>
    /// <param name="actual">The text.</param>
    /// <param name="source">Filled in by the compiler.</param>
    public static void ShouldMatch(string path, string actual, [CallerFilePath] string source = "")
    {
        var project = ProjectOf(source);
        var file = Path.Combine(project, path);
        var received = file.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        throw new Xunit.Sdk.XunitException($"{path} is not what was approved. Compare it with {received}; if the change is meant, move that file over it.");
    }

    private static string ProjectOf(string source)
    {
        for (var folder = Path.GetDirectoryName(source); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").Any())
                return folder;
        }

        throw new InvalidOperationException($"No project file above {source}.");
    }
}
