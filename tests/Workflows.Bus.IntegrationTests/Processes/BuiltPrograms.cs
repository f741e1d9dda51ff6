using System.Reflection;

namespace Workflows.IntegrationTests.Processes;

/// <summary>Where the build has put the programs that tests start as processes of their own.</summary>
internal static class BuiltPrograms
{
    public static string PathOf(string program) =>
        typeof(BuiltPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == program).Value!;
}
