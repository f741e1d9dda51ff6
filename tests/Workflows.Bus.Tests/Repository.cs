using System.Runtime.CompilerServices;

namespace Workflows.Tests;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string source = "")
    {
        for (var folder = Path.GetDirectoryName(source); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "BusWorkflows.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No BusWorkflows.sln above {source}.");
    }
}
