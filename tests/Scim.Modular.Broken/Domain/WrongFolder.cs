namespace Scim.Modular.Broken.Application;

public static class WrongFolder;
