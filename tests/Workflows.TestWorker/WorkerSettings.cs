using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Workflows.TestWorker;

/// <summary>What a test asks of a worker process, handed over in its environment.</summary>
public sealed class WorkerSettings
{
    /// <summary>Name of the process in journals and in the records of steps.</summary>
    public string Name { get; set; } = "worker";

    /// <summary>Prefix of endpoints and exchanges: keeps tests that run side by side apart.</summary>
    public string Prefix { get; set; } = "test";

    /// <summary>Schema of the store.</summary>
    public string Schema { get; set; } = "workflows";

    /// <summary>Where the instances are kept, and whether there is a store at all.</summary>
    public WorkerRole Role { get; set; } = WorkerRole.Store;

    /// <summary>The application's own context has something to say of everything in it, see <see cref="Opinions"/>.</summary>
    public bool HasOpinions { get; set; }

    /// <summary>The zone of the machine, in which its Npgsql reads times as before version 6. Empty: it reads them in UTC.</summary>
    public string LocalZone { get; set; } = "";

    /// <summary>Full names of the workflow classes to register, divided by commas.</summary>
    public string Workflows { get; set; } = "";

    /// <summary>When to die, see <see cref="Crashes.CrashPlan"/>. Empty: never.</summary>
    public string Crash { get; set; } = "";

    /// <summary>Everything that goes to the queues of workflows is sent twice, the second time late.</summary>
    public bool SendTwice { get; set; }

    /// <summary>Deliveries ahead, and at once, of a step queue. 0: as the product has it.</summary>
    public int StepConcurrency { get; set; }

    /// <summary>See <see cref="WorkflowEndpointOptions.QuorumQueue"/>.</summary>
    public bool QuorumQueues { get; set; } = true;

    /// <summary>See <see cref="DurableWorkflowOptions.StaleAfter"/>. Zero: as the product has it.</summary>
    public TimeSpan StaleAfter { get; set; }

    /// <summary>See <see cref="DurableWorkflowOptions.SweepInterval"/>. Zero: as the product has it.</summary>
    public TimeSpan SweepInterval { get; set; }

    /// <summary>See <see cref="DurableWorkflowOptions.KeepUnmatchedEvents"/>. Zero: as the product has it.</summary>
    public TimeSpan KeepUnmatchedEvents { get; set; }

    /// <summary>Address of the database.</summary>
    public string Database { get; set; } = "";

    /// <summary>See <see cref="WorkflowStoreOptions.BehindTransactionPooler"/>.</summary>
    public bool BehindPooler { get; set; }

    /// <summary>Address of the broker.</summary>
    public string Broker { get; set; } = "";

    /// <summary>Database for the records of steps, which is there also when that of the store is not.</summary>
    public string Records { get; set; } = "";

    /// <summary>Reads the section <c>Worker</c>.</summary>
    public static WorkerSettings From(IConfiguration configuration) =>
        configuration.GetSection("Worker").Get<WorkerSettings>()
        ?? throw new InvalidOperationException("This program is started by tests, which set Worker__Name, Worker__Database and more in its environment. They are not set.");

    /// <summary>The same as names and values for an environment.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToEnvironment() =>
        typeof(WorkerSettings).GetProperties().Select(property =>
            KeyValuePair.Create(property.Name, Convert.ToString(property.GetValue(this), CultureInfo.InvariantCulture)!));
}

/// <summary>What a process has.</summary>
public enum WorkerRole
{
    /// <summary>Instances and steps, with a store of its own.</summary>
    Store,

    /// <summary>Instances and steps, in the application's own context.</summary>
    OwnContext,

    /// <summary>Steps alone, without a store.</summary>
    StepsOnly,
}
