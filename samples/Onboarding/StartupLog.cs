namespace Onboarding;

internal static partial class StartupLog
{
    [LoggerMessage(1, LogLevel.Information, "Workflows are kept in {Store}; messages go through {Transport}. Set ConnectionStrings:Workflows and RabbitMq:Uri for real services.")]
    public static partial void Services(ILogger logger, string store, string transport);
}
