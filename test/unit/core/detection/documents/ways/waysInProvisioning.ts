import type { Way } from './way.ts';

/** Where files that set machines up, or say what runs on them, name an assistant. */
export const waysInProvisioning: readonly Way[] = [
	// Ansible.
	[
		'roles/x/tasks/main.yml',
		'npm',
		'- name: x\n  community.general.npm:\n    name: "@@"\n    global: true\n',
	],
	['playbook.yml', 'npm', '- hosts: all\n  tasks:\n    - npm: name=@@ global=yes\n'],
	['playbook.yml', 'pypi', '- ansible.builtin.pip:\n    name:\n      - x\n      - @@\n'],
	['site.yaml', 'npm', '- hosts: all\n  tasks:\n    - shell: npm i -g @@\n'],
	['site.yaml', 'npm', '- name: x\n  ansible.builtin.shell: |\n    set -e\n    npm i -g @@\n'],
	['site.yaml', 'npm', '- name: x\n  ansible.builtin.command:\n    cmd: npm i -g @@\n'],
	['site.yaml', 'npm', '- name: x\n  ansible.builtin.command:\n    argv: [npx, -y, "@@"]\n'],
	['site.yaml', 'npm', '- ansible.windows.win_shell: npm i -g @@\n'],
	['site.yaml', 'address', '- ansible.builtin.get_url:\n    url: @@\n    dest: /tmp/x.sh\n'],
	['group_vars/all.yml', 'npm', 'npm_global_packages:\n  - x\n  - "@@"\n'],
	['group_vars/all.yml', 'brew', 'homebrew_packages:\n  - name: @@\n    state: latest\n'],
	['group_vars/all.yml', 'extension', 'vscode_extensions:\n  - @@\n'],
	['group_vars/all.yml', 'variable', '@@: x\n'],
	['group_vars/all.yml', 'homeFolder', 'target: ~/@@/skills\n'],
	['site.yml', 'homeFolder', '- file: path="{{ x }}" src=~/@@/a\n'],
	// Cloud-init, Kubernetes, Helm.
	['cloud-init.yaml', 'npm', '#cloud-config\nruncmd:\n  - npm i -g @@\n'],
	['cloud-init.yaml', 'npm', '#cloud-config\nruncmd:\n  - |\n    npm i -g @@\n'],
	['user-data', 'npm', '#cloud-config\nbootcmd:\n  - npx -y @@\n'],
	['k8s/pod.yaml', 'image', 'spec:\n  containers:\n    - name: x\n      image: @@:1\n'],
	['k8s/pod.yaml', 'npm', 'spec:\n  containers:\n    - command: ["npx", "-y", "@@"]\n'],
	['k8s/pod.yaml', 'npm', 'spec:\n  containers:\n    - command: ["npx"]\n      args: ["-y", "@@"]\n'],
	['k8s/pod.yaml', 'variable', '      env:\n        - name: @@\n          value: x\n'],
	['chart/values.yaml', 'image', 'image:\n  repository: @@\n  tag: x\n'],
	// Processes.
	['Procfile', 'npm', 'web: npm start\nagent: npx @@ -p\n'],
	['Procfile.dev', 'command', 'agent: @@ --watch\n'],
	['agent.service', 'command', '[Service]\nExecStart=/usr/bin/env @@ --serve\n'],
	['agent.service', 'npm', '[Service]\nExecStartPre=-/usr/bin/npm i -g \\\n  @@\nRestart=always\n'],
	['agent.service', 'variable', '[Service]\nEnvironment=@@=x\n'],
	['supervisord.conf', 'npm', '[program:x]\ncommand=npx @@ -p\nautostart=true\n'],
	['/etc/supervisor/conf.d/x.conf', 'command', '[program:x]\ncommand = @@ --serve\n'],
	// Machines.
	['Vagrantfile', 'npm', 'config.vm.provision "shell", inline: <<-SHELL\n  npm i -g @@\nSHELL\n'],
	['Vagrantfile', 'npm', 'config.vm.provision "shell", inline: "npm i -g @@"\n'],
	['Earthfile', 'npm', 'build:\n    FROM node:24\n    RUN npm i -g @@\n'],
	['Earthfile', 'image', 'build:\n    FROM @@:1\n'],
	// Python's older project files, and its task runners.
	['setup.cfg', 'pypi', '[options]\ninstall_requires =\n    requests\n    @@>=0.3\n'],
	['setup.cfg', 'pypi', '[options.extras_require]\nai =\n    @@\n'],
	['tox.ini', 'pypi', '[testenv]\ndeps =\n    pytest\n    py312: @@\n'],
	['tox.ini', 'command', '[testenv:x]\ncommands =\n    pytest\n    @@ --lint\n'],
	['noxfile.py', 'pypi', 'session.install("requests", "@@")\n'],
	['noxfile.py', 'command', 'session.run("@@", "--lint", external=True)\n'],
	['tasks.py', 'npm', '    c.run("npx -y @@")\n'],
	['fabfile.py', 'npm', '    conn.sudo("npm i -g @@")\n'],
	// Monorepos.
	['nx.json', 'npm', '{"targetDefaults": {"x": {"command": "npx @@ -p"}}}'],
	['apps/a/project.json', 'npm', '{"targets": {"x": {"options": {"command": "npx @@ -p"}}}}'],
	['home/.claude.json', 'npm', '{"mcpServers": {"x": {"command": "npx", "args": ["-y", "@@"]}}}'],
];
