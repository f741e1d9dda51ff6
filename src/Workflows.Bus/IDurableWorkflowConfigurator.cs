namespace Workflows;
internal interface IDurableWorkflowConfigurator { void KeepUnmatched<TEvent>(); }
