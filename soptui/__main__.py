from soptui.cli import main

raise SystemExit(main())
