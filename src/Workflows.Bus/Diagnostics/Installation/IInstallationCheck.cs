namespace Workflows.Diagnostics.Installation;

/// <summary>
/// Compares something of what is registered, stored and bound. All checks run at the start, as soon as the tables are there and before the definitions of
/// this process are registered in them, and then again every minute. What a check throws becomes a finding: it throws what the store throws.
/// </summary>
internal interface IInstallationCheck
{
    /// <returns>What is wrong; empty: nothing.</returns>
    Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken);
}
