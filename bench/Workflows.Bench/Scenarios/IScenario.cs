using Workflows.Bench.Measuring;

namespace Workflows.Bench.Scenarios;

internal interface IScenario
{
    string Name { get; }

    string Description { get; }

    Task<ScenarioResult> RunAsync(BenchContext context);
}
