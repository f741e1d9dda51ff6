using Workflows.Bench.Measuring;
using Workflows.Bench.Micro;
using Workflows.Bench.Scenarios;

IScenario[] scenarios =
[
    new StepScenario("throughput", "a message per step, under load", messagePerStep: true),
    new StepScenario("continuation", "steps that go on under one delivery, under load", messagePerStep: false),
    new LatencyScenario(),
    new PeersScenario(),
    new TimersScenario(),
    new FanoutScenario(),
    new LongScenario(),
    new GrowthScenario(),
    new MemoryScenario(),
    new TwoWorkersScenario(),
    new SeedScenario(),
    new QueriesScenario(),
];

if (args is [TwoWorkersScenario.WorkerArgument, var workerSchema])
    return await TwoWorkersScenario.WorkAsync(workerSchema);

if (args is ["micro", .. var options])
{
    // In this process: the project that BenchmarkDotNet would build for its own does not see the package versions of the repository.
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(EngineBenchmarks).Assembly).Run([.. options.Length == 0 ? ["--filter", "*"] : options, "--inProcess"]);
    return 0;
}

BenchArguments arguments;
try
{
    arguments = BenchArguments.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Workflows.Bench -- SCENARIO [--json FILE] [--runs N] [--workflows N] [--instances N] [--entries N] [--schema NAME]");
    foreach (var known in scenarios)
        Console.Error.WriteLine($"  {known.Name,-14}{known.Description}");

    Console.Error.WriteLine($"  {"micro",-14}engine and serializer alone, by BenchmarkDotNet; its own options follow");
    return 2;
}

var scenario = scenarios.FirstOrDefault(known => known.Name == arguments.Scenario);
if (scenario is null)
{
    Console.Error.WriteLine($"There is no scenario '{arguments.Scenario}'. Known: {string.Join(", ", scenarios.Select(known => known.Name))}.");
    return 2;
}

await using var context = await BenchContext.CreateAsync(arguments);
var result = await scenario.RunAsync(context);
if (arguments.Json is not null)
    ScenarioResult.Write(arguments.Json, result);

return 0;
