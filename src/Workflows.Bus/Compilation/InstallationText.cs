using Microsoft.Extensions.Logging;
using Workflows.Diagnostics.Installation;

namespace Workflows.Compilation;

/// <summary>One line of the log for one report.</summary>
internal static class InstallationText
{
    public static void Started(ILogger logger, InstallationReading reading, InstallationView view)
    {
        if (reading.Findings.Count == 0)
            CompilationLog.Ready(logger, view.Workflows, view.Store, view.Bus);
        else if (reading.HasErrors)
            CompilationLog.ReadyWithErrors(logger, view.Workflows, view.Store, view.Bus, reading.Findings.Count, reading.Text);
        else
            CompilationLog.ReadyWithWarnings(logger, view.Workflows, view.Store, view.Bus, reading.Findings.Count, reading.Text);
    }

    public static void Changed(ILogger logger, InstallationReading reading)
    {
        if (reading.Findings.Count == 0)
            CompilationLog.NothingFound(logger);
        else if (reading.HasErrors)
            CompilationLog.ErrorsFound(logger, reading.Findings.Count, reading.Text);
        else
            CompilationLog.WarningsFound(logger, reading.Findings.Count, reading.Text);
    }
}
