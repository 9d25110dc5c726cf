import { mount } from 'svelte'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/notes.css'
import './styles/print.css'
import App from './App.svelte'
import { connect } from './lib/client.ts'

// Main sets the system theme for the window, so the first frame already has the right one.
const dark = matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
target.textContent = ''
mount(App, { target, props: { client: connect(window.clipfile) } })
