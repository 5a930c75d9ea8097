;;; (suo file), in a folder of its own.
(import (scheme base) (scheme write) (suo file) (suo environment))
(include "../r7rs/check/check.scm")

(define start (current-directory))
(define folder (make-temporary-directory "trial-"))
(set-current-directory! folder)
(check (path-absolute? folder) #t (directory-list) '() (file-directory? ".") #t (equal? (current-directory) start) #f)

;; Files and what is known of them.
(string->file "hällo\nworld\n" "a.txt")
(check (directory-list ".") '("a.txt") (file-size "a.txt") 13 (file->string "a.txt") "hällo\nworld\n" (file->lines "a.txt") '("hällo" "world") (file-regular? "a.txt") #t (file-directory? "a.txt") #f (file-readable? "a.txt") #t (file-executable? "a.txt") #f (file-exists? "b") #f (file-regular? "b") #f (file-readable? "b") #f
       (let ((facts (file-information "a.txt"))) (list (file-information? facts) (file-information-type facts) (file-information-size facts) (file-information-links facts) (> (file-information-modified facts) 1500000000) (exact? (file-information-changed facts)))) '(#t regular 13 1 #t #t)
       (begin (set-file-mode! "a.txt" #o640) (file-information-mode (file-information "a.txt"))) #o640
       (begin (set-file-times! "a.txt" 1000.5 -2000.25) (list (file-modification-time "a.txt") (file-information-accessed (file-information "a.txt")))) '(-8001/4 2001/2)
       (begin (truncate-file "a.txt" 3) (file-size "a.txt")) 3
       (call-with-port (open-output-file-to-append "a.txt") (lambda (port) (write-string "more" port) 'done)) 'done (file-size "a.txt") 7
       (call-with-port (open-binary-output-file-to-append "new") (lambda (port) (write-bytevector #u8(1 2) port) 'done)) 'done (file-size "new") 2)
(delete-file "new")

;; Names.
(copy-file "a.txt" "b.txt")
(rename-file "b.txt" "c.txt")
(make-symbolic-link "a.txt" "link")
(make-link "a.txt" "hard")
(check (directory-list) '("a.txt" "c.txt" "hard" "link") (file-information-mode (file-information "c.txt")) #o640 (read-symbolic-link "link") "a.txt" (file-symbolic-link? "link") #t (file-symbolic-link? "a.txt") #f (file-information-type (file-information "link" #f)) 'symbolic-link (file-information-type (file-information "link")) 'regular
       (file-information-links (file-information "hard")) 2 (= (file-information-inode (file-information "hard")) (file-information-inode (file-information "a.txt"))) #t)

;; Directories.
(make-directories "x/y/z")
(make-directories "x/y/z")
(string->file "" "x/y/f")
(make-symbolic-link "../.." "x/y/up")
(let loop ((n 0)) (when (< n 1200) (string->file "" (path-join "x" (string-append "a-rather-long-name-" (number->string n)))) (loop (+ n 1))))
(check (directory-list "x/y") '("f" "up" "z") (length (directory-list "x")) 1201 (begin (make-directory "mode" #o700) (file-information-mode (file-information "mode"))) #o700 (begin (delete-directory "mode") (file-exists? "mode")) #f (begin (delete-directory-tree "x") (directory-list)) '("a.txt" "c.txt" "hard" "link"))

;; Temporary files.
(check (call-with-temporary-file (lambda (path) (list (file-exists? path) (file-size path) (file-information-mode (file-information path))))) (list #t 0 #o600)
       (let ((path #f)) (guard (e (#t #f)) (call-with-temporary-file (lambda (name) (set! path name) (raise 'out)))) (file-exists? path)) #f
       (let* ((one (make-temporary-file "./t-")) (other (make-temporary-file "./t-"))) (list (equal? one other) (path-directory one))) '(#f "."))
(set-environment-variable! "TMPDIR" folder)
(check (temporary-directory) folder (path-directory (make-temporary-file)) folder)

;; What the system refuses.
(check (outcome (file-information "nope")) 'file-error (outcome (directory-list "nope")) 'file-error (outcome (directory-list "a.txt")) 'file-error (outcome (rename-file "nope" "b")) 'file-error (outcome (make-directory "a.txt")) 'file-error (outcome (delete-directory folder)) 'file-error (outcome (set-current-directory! "nope")) 'file-error
       (outcome (copy-file "nope" "b")) 'file-error (outcome (read-symbolic-link "a.txt")) 'file-error (outcome (make-temporary-file "nope/x")) 'file-error (outcome (open-output-file-to-append "nope/x")) 'file-error (outcome (file-information 1)) 'error
       (guard (e (#t (cons (error-object-message e) (error-object-irritants e)))) (rename-file "nope" "b")) '("No such file or directory" "nope" "b"))

;; Paths as text.
(check (path-join "a" "b/" "c") "a/b/c" (path-join "a" "/b") "/b" (path-join "a") "a" (path-join "" "a") "a" (map path-directory '("a/b/c.txt" "a" "/a" "/" "a/" "a//b")) '("a/b" "." "/" "/" "." "a") (map path-name '("a/b/c.txt" "a/b/" "/" "x")) '("c.txt" "b" "/" "x") (map path-extension '("a/x.tar.gz" ".profile" "a.b/c" "x.")) '("gz" #f #f "") (map path-without-extension '("a/b.c" "a.b/c" ".x")) '("a/b" "a.b/c" ".x"))

(set-current-directory! start)
(delete-directory-tree folder)
(check (file-exists? folder) #f)
(summary)
