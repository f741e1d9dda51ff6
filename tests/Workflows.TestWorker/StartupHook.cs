#pragma warning disable CA1050, IDE0130 // The runtime looks for this name, where DOTNET_STARTUP_HOOKS names this assembly.

/// <summary>Makes any program one whose Npgsql reads times in the zone of the machine, as before version 6.</summary>
internal static class StartupHook
{
    public static void Initialize() => AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
}
