using System.Diagnostics;

namespace Workflows.IntegrationTests.RealServices;

/// <summary>Stops and starts the services that all tests share, by the script that runs them.</summary>
internal static class ServiceScript
{
    /// <param name="arguments">A verb of the script and its option, such as <c>restart-postgres --kill</c>.</param>
    public static async Task RunAsync(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(Services.Script, arguments) { RedirectStandardError = true })!;
        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        if (script.ExitCode != 0)
            throw new InvalidOperationException($"{Services.Script} {string.Join(' ', arguments)} ended with {script.ExitCode}: {said}");
    }
}
