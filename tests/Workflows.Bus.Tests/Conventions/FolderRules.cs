namespace Workflows.Tests.Conventions;

/// <summary>
/// Which folder of Workflows.Bus may use which. Contracts is another assembly: everything may use it. A new folder gets a row here; a new
/// permission needs a reason that a reader accepts.
/// </summary>
internal static class FolderRules
{
    public static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        // The language and the data stand on nothing.
        ["Definition"] = [],
        ["Instances"] = [],

        // Health and telemetry ask the store through its port, which is declared beside the data.
        ["Diagnostics"] = ["Instances", FolderDependencies.Top],

        // The pure core: plan + instance + trigger -> transition.
        ["Engine"] = ["Definition", "Instances"],

        // What the four parts below share: running transitions and sending what follows from them. It knows none of them. Parts measure what they do.
        ["Runtime"] = ["Definition", "Diagnostics", "Engine", "Instances", FolderDependencies.Top],

        // The four parts never know each other: they meet in Compilation.
        ["Steps"] = ["Definition", "Diagnostics", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Timers"] = ["Definition", "Diagnostics", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Events"] = ["Definition", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Operations"] = ["Definition", "Engine", "Instances", "Runtime", FolderDependencies.Top],

        // What people who watch ask: of the store, through its ports.
        ["Queries"] = ["Instances"],

        // Implements ports, which are declared beside their users.
        ["Persistence"] = ["Instances", "Timers", FolderDependencies.Top],

        // The pages of HTTP in front of the client. The engine's wording of errors and nearest names is used, not its decisions.
        ["Api"] = ["Definition", "Diagnostics", "Engine", "Operations", FolderDependencies.Top],

        // Where everything meets, and the only folder that touches MassTransit's state machines.
        ["Compilation"] =
        [
            "Definition", "Diagnostics", "Engine", "Events", "Instances", "Operations", "Persistence", "Queries", "Runtime", "Steps", "Timers", FolderDependencies.Top,
        ],

        // Registration and options: what users see first.
        [FolderDependencies.Top] = ["Api", "Compilation", "Definition", "Diagnostics", "Operations"],

        // The test kit may look everywhere. Nothing looks at it.
        ["Testing"] =
        [
            "Compilation", "Definition", "Diagnostics", "Engine", "Events", "Instances", "Operations", "Persistence", "Queries", "Runtime", "Steps", "Timers", FolderDependencies.Top,
        ],
    };
}
