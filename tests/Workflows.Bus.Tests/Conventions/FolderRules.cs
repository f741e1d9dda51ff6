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

        // The pure core: program + instance + trigger -> transition. Of Definition it knows the shared words alone.
        ["Engine"] = ["Definition", "Instances"],

        // The declarative plan as a program of the engine.
        ["Declarative"] = ["Definition", "Engine", "Instances"],

        // What the four parts below share: running transitions and sending what follows from them. It knows none of them. Parts measure what they do.
        ["Runtime"] = ["Declarative", "Definition", "Diagnostics", "Engine", "Instances", FolderDependencies.Top],

        // The four parts never know each other: they meet in Compilation.
        ["Steps"] = ["Definition", "Diagnostics", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Timers"] = ["Definition", "Diagnostics", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Events"] = ["Definition", "Diagnostics", "Engine", "Instances", "Runtime", FolderDependencies.Top],
        ["Operations"] = ["Definition", "Engine", "Instances", "Runtime", FolderDependencies.Top],

        // What is done about the broker itself: implements the port that Runtime declares for it.
        ["Broker"] = ["Runtime", FolderDependencies.Top],

        // What people who watch ask: of the store, through its ports.
        ["Queries"] = ["Instances"],

        // Implements ports, which are declared beside their users.
        ["Persistence"] = ["Instances", "Timers", FolderDependencies.Top],

        // The pages of HTTP in front of the client. The engine's wording of errors and nearest names is used, not its decisions.
        ["Api"] = ["Definition", "Diagnostics", "Engine", "Operations", FolderDependencies.Top],

        // Where everything meets, and the only folder that touches MassTransit's state machines.
        ["Compilation"] =
        [
            "Broker", "Definition", "Diagnostics", "Engine", "Events", "Instances", "Operations", "Persistence", "Queries", "Runtime", "Steps", "Timers", FolderDependencies.Top,
        ],

        // Registration and options: what users see first.
        [FolderDependencies.Top] = ["Api", "Compilation", "Definition", "Diagnostics", "Operations"],

        // The test kit may look everywhere. Nothing looks at it.
        ["Testing"] =
        [
            "Compilation", "Definition", "Diagnostics", "Engine", "Events", "Instances", "Operations", "Persistence", "Queries", "Runtime", "Steps", "Timers", FolderDependencies.Top,
        ],
    };

    /// <summary>Types of Definition that say of steps, waits and keys what holds whatever they stand in. Any program is made with them.</summary>
    public static readonly IReadOnlyList<string?> SharedWords =
    [
        "AwaitedEvent", "AwaitedEvents", "DueTime", "ErrorAction", "ErrorRule", "EventCorrelation", "HeaderText", "KeyText", "MessageName", "RetryPolicy", "TimeoutAction", "UniqueKey",
        "WaitRule", "WorkflowIdentity",
    ];
}
